// The cell of about 5 km that a position lies in; the same arithmetic as common/cells.py, compared by a test.
// Only this number is ever sent: the position stays in the browser.
const ROWS = 4000;
const MOST_COLUMNS = 8000;
const ROW_DEGREES = 180 / ROWS;

function columnsOf(row) {
  const middle = (row + 0.5) * ROW_DEGREES - 90;
  return Math.max(1, Math.floor(MOST_COLUMNS * Math.cos((middle * Math.PI) / 180)));
}

export function cellOf(latitude, longitude) {
  const row = Math.min(ROWS - 1, Math.floor((latitude + 90) / ROW_DEGREES));
  const columns = columnsOf(row);
  const turn = ((((longitude + 180) % 360) + 360) % 360) / 360;
  return row * MOST_COLUMNS + Math.min(columns - 1, Math.floor(turn * columns));
}
