// The figures beside the inbox, wherever a page shows them.
const MOST_SHOWN = 99;

function write(badge, count) {
  badge.textContent = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  badge.hidden = count === 0;
}

/** Shows figures of the server's, {total, tabs: {name: count}}. */
export function showUnread({ total, tabs }) {
  for (const badge of document.querySelectorAll("[data-unread]")) write(badge, total);
  for (const badge of document.querySelectorAll("[data-unread-tab]")) {
    const { unreadTab } = badge.dataset;
    write(badge, unreadTab ? tabs[unreadTab] ?? 0 : total);
  }
  // A list that grows under somebody's eyes is no kindness: the page offers what came.
  const news = document.querySelector("[data-inbox-news]");
  if (!news) return;
  const now = news.dataset.inboxNews ? tabs[news.dataset.inboxNews] ?? 0 : total;
  if (now > Number(news.dataset.was)) news.hidden = false;
  else news.dataset.was = String(now);
}
