// The chosen picture is shown before it is sent.
const field = document.querySelector("input[type=file][name=avatar]");
const place = document.querySelector("[data-avatar-preview] .avatar");
let address = "";

field?.addEventListener("change", () => {
  const [file] = field.files;
  if (address) URL.revokeObjectURL(address);
  if (!file || !place) return;
  const before = [...place.childNodes];
  const picture = new Image(96, 96);
  picture.alt = "";
  // What this browser cannot show, as HEIC in most, may still be a picture the server can read.
  picture.addEventListener("error", () => place.replaceChildren(...before));
  address = URL.createObjectURL(file);
  picture.src = address;
  place.replaceChildren(picture);
});
