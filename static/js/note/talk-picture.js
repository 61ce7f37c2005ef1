// The picture of a comment: sent as soon as it is chosen, so that its reason or its face shows before the comment goes.
const PAUSE_MS = 700;

function show(tools, isShown) {
  tools.querySelector("[data-talk-file-row]").hidden = isShown;
  tools.querySelector("[data-talk-shown]").hidden = !isShown;
  tools.querySelector("[data-talk-alt]").hidden = !isShown;
}

function say(tools, sentence) {
  tools.querySelector("[data-talk-state]").textContent = sentence;
}

function face(tools, src) {
  const holder = tools.querySelector("[data-talk-preview]");
  holder.replaceChildren();
  if (!src) return;
  const picture = new Image(56, 56);
  picture.alt = "";
  picture.className = "talk-picture__shown";
  picture.src = src;
  holder.append(picture);
}

async function watch(form, tools, id) {
  const field = form.querySelector("[data-talk-picture]");
  while (form.isConnected && field.value === id) {
    const answer = await fetch(`${tools.dataset.states}?id=${id}`, { credentials: "same-origin" });
    const [picture] = (await answer.json()).pictures;
    if (!picture) return;
    if (picture.state === "ready") {
      face(tools, picture.src);
      say(tools, tools.querySelector("[data-talk-state]").dataset.ready);
      return;
    }
    if (picture.state === "refused") {
      field.value = "";
      show(tools, false);
      tools.querySelector("[data-talk-shown]").hidden = false;
      say(tools, picture.reason);
      return;
    }
    await new Promise((done) => setTimeout(done, PAUSE_MS));
  }
}

async function take(form, tools, input) {
  const field = form.querySelector("[data-talk-picture]");
  const [file] = input.files;
  if (!file) return;
  const body = new FormData();
  body.set("file", file);
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  // The file goes by itself: the comment names it.
  input.value = "";
  show(tools, true);
  say(tools, tools.querySelector("[data-talk-state]").dataset.waiting);
  try {
    const answer = await fetch(tools.dataset.upload, { method: "POST", body, credentials: "same-origin" });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.reason || "");
    field.value = told.id;
    tools.querySelector("[data-talk-alt] input").focus();
    await watch(form, tools, told.id);
  } catch (error) {
    field.value = "";
    show(tools, false);
    tools.querySelector("[data-talk-shown]").hidden = false;
    say(tools, error.message && !(error instanceof TypeError || error instanceof SyntaxError)
      ? error.message : tools.dataset.failed);
  }
}

export function startPicture(form) {
  const tools = form.querySelector("[data-talk-picture-tools]");
  if (!tools || tools.dataset.ready) return;
  tools.dataset.ready = "1";
  const field = form.querySelector("[data-talk-picture]");
  show(tools, Boolean(field.value));
  if (field.value) watch(form, tools, field.value).catch(() => {});
  const input = tools.querySelector("input[type=file]");
  input.addEventListener("change", () => take(form, tools, input));
  tools.querySelector("[data-talk-drop]").addEventListener("click", () => {
    field.value = "";
    face(tools, "");
    say(tools, "");
    show(tools, false);
    input.focus();
  });
}
