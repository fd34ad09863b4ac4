// The hands of the page: draws what the server sends, sends what the user does, shows at once that work began.
// No text of the user goes through a template: `props.value` is markup that the server made and escaped.
const root = element.querySelector(".wl-root");
const live = () => document.getElementById("wl-spreek");
const NAMES = ["act", "ask", "halt"];
let busy = null;
let screenNow = "";

const fields = () => {
  const found = {};
  for (const input of root.querySelectorAll("[name]")) {
    if (input.type === "checkbox") {
      found[input.name] = found[input.name] || [];
      if (input.checked) found[input.name].push(input.value);
    } else if (input.type === "radio") {
      if (input.checked) found[input.name] = input.value;
    } else if (input.type !== "file") {
      found[input.name] = input.value;
    }
  }
  return found;
};

const readFile = (file) => new Promise((done, fail) => {
  const reader = new FileReader();
  reader.onload = () => done({ name: file.name, data: String(reader.result).split(",")[1] || "" });
  reader.onerror = () => fail(reader.error);
  reader.readAsDataURL(file);
});

const withFiles = async (form, found) => {
  for (const input of form ? form.querySelectorAll("input[type=file]") : []) {
    if (!input.files.length) continue;
    const read = await Promise.all([...input.files].map(readFile));
    found[input.name] = input.multiple ? read : read[0];
  }
  return found;
};

const make = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const speak = (text) => {
  const place = live();
  if (!place || !text) return;
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 30);
};

const stopButton = (label) => {
  const stop = make("button", "knop quiet stop", label);
  stop.type = "button";
  stop.id = "stop";
  stop.addEventListener("click", () => { trigger("halt", { token: busy.token }); stop.disabled = true; });
  return stop;
};

const showWaiting = (source, name, sent) => {
  const talk = root.querySelector("#gesprek-lijst");
  const line = make(talk && source.dataset.stop ? "li" : "div", "wacht");
  line.append(make("span", "wacht-tekst", source.dataset.wait || ""));
  if (source.dataset.stop) line.append(stopButton(source.dataset.stop));
  if (talk && source.dataset.stop) {
    const words = name === "zeg" ? (sent.bericht || "").trim() : source.textContent.trim();
    const own = make("li", "jij net");
    own.append(make("span", "spreker", root.querySelector("[data-you]").dataset.you));
    const box = make("div", "");
    box.append(make("p", "", words));
    own.append(box);
    talk.append(own, line);
  } else {
    (source.closest(".gereedschap") || source).after(line);
  }
  line.scrollIntoView({ block: "nearest" });
  speak(source.dataset.wait);
};

// The server is gone: say so, and give everything back that was typed.
const lost = (sent) => {
  const shut = root.querySelector(".waterlijn").dataset.shut;
  clearInterval(busy.watching);
  busy = null;
  for (const one of root.querySelectorAll(".wacht, .net")) one.remove();
  for (const control of root.querySelectorAll("button, input, select")) control.disabled = false;
  for (const text of root.querySelectorAll("textarea")) text.readOnly = false;
  const box = root.querySelector("#bericht");
  if (box && !box.value) box.value = sent.bericht || "";
  const notice = make("div", "melding fout");
  notice.append(make("p", "", shut));
  (box ? box.closest("form") : root.querySelector(".boven")).prepend(notice);
  notice.scrollIntoView({ block: "nearest" });
  speak(shut);
};

const lock = () => {
  for (const control of root.querySelectorAll("button, input, select")) {
    if (control.id !== "stop") control.disabled = true;
  }
  for (const text of root.querySelectorAll("textarea")) text.readOnly = true;
};

const send = async (source, name, id, form) => {
  if (busy) return;
  const token = Array.from(crypto.getRandomValues(new Uint32Array(4))).join("-");
  busy = { token, watching: 0, focus: document.activeElement ? document.activeElement.id : "" };
  const slow = source.dataset.slow !== undefined;
  const sent = fields();
  try {
    if (form) await withFiles(form, sent);
  } catch (error) {
    busy = null;
    return;
  }
  if (slow) {
    const box = root.querySelector("#bericht");
    showWaiting(source, name, sent);
    lock();
    if (box && name === "zeg") box.value = "";
  }
  const mine = busy;
  busy.watching = setInterval(() => {
    fetch(window.location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => { if (busy === mine) lost(sent); });
  }, 4000);
  trigger(slow ? "ask" : "act", { name, id: id || "", fields: sent, token });
};

const handOver = () => {
  const parcel = root.querySelector("[data-parcel]");
  if (!parcel) return;
  const bytes = Uint8Array.from(atob(parcel.dataset.parcel), (letter) => letter.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = parcel.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  parcel.remove();
};

const place = (page, before) => {
  const wanted = page.dataset.focus || (before && before.focus) || "";
  const target = (wanted && document.getElementById(wanted)) || null;
  const reply = page.querySelector("#gesprek-lijst > li:last-child");
  const other = page.dataset.screen !== screenNow;
  screenNow = page.dataset.screen;
  if (target && !target.disabled) target.focus({ preventScroll: true });
  else if (before && page.querySelector("#titel")) page.querySelector("#titel").focus({ preventScroll: true });
  if (!before) return;
  if (other || wanted === "titel") window.scrollTo(0, 0);
  else if (page.dataset.screen === "gesprek" && reply && wanted === "bericht") showReply(page, reply);
  else if (target) target.scrollIntoView({ block: "nearest" });
};

// The reply and the text box both in sight when they fit, else the reply from its start.
const showReply = (page, reply) => {
  const box = page.querySelector(".schrijven");
  const bottom = box ? box.getBoundingClientRect().bottom : reply.getBoundingClientRect().bottom;
  const top = reply.getBoundingClientRect().top;
  const away = bottom - top < window.innerHeight ? bottom - window.innerHeight + 16 : top - 16;
  window.scrollBy(0, away);
};

const draw = () => {
  const before = busy;
  if (before) clearInterval(before.watching);
  busy = null;
  const open = new Set([...root.querySelectorAll("details[open][data-id]")].map((one) => one.dataset.id));
  root.innerHTML = props.value || "";
  const page = root.querySelector(".waterlijn");
  if (!page) return;
  for (const one of root.querySelectorAll("details[data-id]")) one.open = open.has(one.dataset.id);
  document.documentElement.lang = "nl";
  speak(page.dataset.say);
  handOver();
  place(page, before);
};

root.addEventListener("click", (event) => {
  const source = event.target.closest("[data-act]");
  if (source) send(source, source.dataset.act, source.dataset.id, null);
});
root.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.dataset.submit) send(form, form.dataset.submit, form.dataset.id, form);
});
root.addEventListener("change", (event) => {
  const name = event.target.type === "file" && event.target.parentElement.querySelector(".naam");
  if (name && event.target.files.length) name.textContent = [...event.target.files].map((file) => file.name).join(", ");
});
root.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (event.target.dataset.enter === undefined || event.target.readOnly) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});
watch("value", draw);
draw();
