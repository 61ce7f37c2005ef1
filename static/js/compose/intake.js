// Files in: picked, dropped or pasted; sent one request each, two at a time, each with its own bar and reason.
import { dropFile, filesOf, keepFile } from "./store.js";

const AT_ONCE = 2;
const MOST_BYTES = 20 * 1024 * 1024;

function once(deed) {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    deed();
  };
}

export function startIntake(form, tray, words, key) {
  const input = form.querySelector("[name=files]");
  const zone = form.querySelector("[data-drop]");
  const problems = form.querySelector("[data-problems]");
  const queue = [];
  let running = 0;

  function complain(sentence) {
    const line = document.createElement("li");
    line.textContent = sentence;
    problems.replaceChildren(line);
  }

  function take(files) {
    problems.replaceChildren();
    for (const file of files) {
      if (tray.room <= 0) {
        complain(words.tooMany);
        return;
      }
      const item = tray.add(file);
      if (file.size > MOST_BYTES) tray.refused(item, words.tooLarge);
      else queue.push({ file, item });
    }
    pump();
  }

  function pump() {
    while (running < AT_ONCE && queue.length) {
      const job = queue.shift();
      if (!job.item.isConnected) continue;
      running += 1;
      send(job).finally(() => {
        running -= 1;
        pump();
      });
    }
  }

  function again(job) {
    return () => {
      queue.push(job);
      pump();
    };
  }

  function send(job) {
    const { file, item } = job;
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.dataset.upload);
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      request.upload.addEventListener("progress", (event) => tray.progress(item, event.loaded / event.total));
      request.addEventListener("load", () => {
        answered(job, request);
        done();
      });
      request.addEventListener("error", () => {
        lost(job);
        done();
      });
      item.addEventListener("picture:removed", () => {
        request.abort();
        forget(job);
      }, { once: true });
      request.addEventListener("abort", done);
      const body = new FormData();
      body.append("file", file, file.name);
      request.send(body);
    });
  }

  // No connection: the file lies in this browser and goes out when there is one, in this tab or a later one.
  function lost(job) {
    const again = once(() => {
      removeEventListener("online", again);
      tray.resent(job.item);
      queue.push(job);
      pump();
    });
    tray.refused(job.item, words.failed, { again });
    addEventListener("online", again);
    if (!job.kept) job.kept = keepFile(key, job.file);
  }

  async function forget(job) {
    if (job.kept) dropFile(await job.kept);
  }

  function answered(job, request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // A page instead of an answer: logged out, or a fault of ours.
    }
    if (request.status === 201) {
      tray.arrived(job.item, answer);
      forget(job);
    }
    else if (request.status === 422) tray.refused(job.item, answer.reason);
    else if (request.status === 429) tray.refused(job.item, words.slowDown, { again: again(job) });
    else tray.refused(job.item, words.failed, { again: again(job) });
  }

  function takeChosen() {
    take([...input.files]);
    input.value = "";
  }

  // Files that an earlier visit could not hand over.
  filesOf(key).then((files) => {
    if (files.length) take(files);
  });
  input.addEventListener("change", takeChosen);
  // Chosen before this script was there.
  if (input.files.length) takeChosen();
  zone.querySelector("[data-drop-hint]").hidden = false;
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("drop--over");
  });
  form.addEventListener("dragleave", () => zone.classList.remove("drop--over"));
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    zone.classList.remove("drop--over");
    take([...event.dataTransfer.files]);
  });
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
    if (!files.length) return;
    event.preventDefault();
    take(files);
  });
}
