// Reads the page's own words aloud, where the device has a voice for the page's language.

const kin = { nb: ["nb", "no", "nn", "da"], nn: ["nn", "nb", "no"], se: ["se"], en: ["en"] };

function voiceFor(language) {
  const short = language.slice(0, 2);
  const voices = speechSynthesis.getVoices();
  for (const wanted of kin[short] ?? [short]) {
    const found = voices.find((voice) => voice.lang.toLowerCase().startsWith(wanted));
    if (found) return found;
  }
  return undefined;
}

/** Speech that the service has recorded; press again to stop. */
function recorded(button) {
  const audio = new Audio();
  const pressed = () => button.setAttribute("aria-pressed", String(!audio.paused));
  for (const change of ["play", "pause", "ended"]) audio.addEventListener(change, pressed);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    if (!audio.src) audio.src = button.dataset.readaloud;
    audio.play().catch(() => {});
  });
}

/** Show the button marked data-readaloud once there is a voice; press again to stop. */
export function readAloud(root) {
  const button = root.querySelector("[data-readaloud]");
  if (button?.dataset.readaloud) return recorded(button);
  if (!button || !("speechSynthesis" in window)) return;
  const language = document.documentElement.lang || "nb";
  const pressed = (now) => button.setAttribute("aria-pressed", String(now));
  const show = () => {
    button.hidden = !voiceFor(language);
  };
  show();
  speechSynthesis.addEventListener?.("voiceschanged", show);
  addEventListener("pagehide", () => speechSynthesis.cancel());
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      pressed(false);
      return;
    }
    const parts = [...root.querySelectorAll("[data-read]")]
      .filter((part) => part.offsetParent)
      .map((part) => part.textContent.trim());
    const said = new SpeechSynthesisUtterance(parts.filter(Boolean).join(".\n"));
    said.voice = voiceFor(language);
    said.lang = said.voice.lang;
    said.rate = 0.95;
    said.onend = () => pressed(false);
    pressed(true);
    speechSynthesis.speak(said);
  });
}
