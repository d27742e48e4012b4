// Passkeys for django-allauth's pages, without its inline scripts. A button says what it does:
// data-passkey="add | authenticate | login", data-credential="id of the hidden input".

const decode = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0)).buffer;

function encode(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const descriptors = (list) => list?.map((one) => ({ ...one, id: decode(one.id) }));

function creationOptions({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      user: { ...publicKey.user, id: decode(publicKey.user.id) },
      excludeCredentials: descriptors(publicKey.excludeCredentials),
    },
  };
}

function requestOptions({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: decode(publicKey.challenge),
      allowCredentials: descriptors(publicKey.allowCredentials),
    },
  };
}

/** A credential as the JSON that the server's fido2 library reads. */
function plain(credential) {
  const { response } = credential;
  const answer = { clientDataJSON: encode(response.clientDataJSON) };
  if (response.attestationObject) {
    answer.attestationObject = encode(response.attestationObject);
    answer.transports = response.getTransports?.() ?? [];
  } else {
    answer.authenticatorData = encode(response.authenticatorData);
    answer.signature = encode(response.signature);
    answer.userHandle = response.userHandle ? encode(response.userHandle) : null;
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: encode(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    response: answer,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const pageData = () => JSON.parse(document.getElementById("js_data").textContent);

async function add(form) {
  const options = creationOptions(pageData().creation_options);
  const box = form.elements.namedItem("passwordless");
  if (box) {
    const selection = options.publicKey.authenticatorSelection ?? {};
    selection.residentKey = box.checked ? "required" : "discouraged";
    selection.requireResidentKey = box.checked;
    if (box.checked) selection.userVerification = "required";
    options.publicKey.authenticatorSelection = selection;
  }
  return navigator.credentials.create(options);
}

async function authenticate() {
  return navigator.credentials.get(requestOptions(pageData().request_options));
}

async function login(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`passkey options: ${answer.status}`);
  return navigator.credentials.get(requestOptions((await answer.json()).request_options));
}

const ceremonies = { add, authenticate, login };

/** A passkey belongs to a name: browsers refuse at an address of numbers. */
const ofNumbers = /^[\d.]+$|^\[/.test(location.hostname);

/** Give every passkey button its ceremony; buttons stay hidden where the browser has none. */
export function passkeys(root) {
  if (!window.PublicKeyCredential) return;
  for (const button of root.querySelectorAll("[data-passkey]")) {
    const input = document.getElementById(button.dataset.credential);
    const sorry = root.querySelector(ofNumbers ? "[data-passkey-numbers]" : "[data-passkey-error]");
    button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (sorry) sorry.hidden = true;
      try {
        input.value = JSON.stringify(plain(await ceremonies[button.dataset.passkey](input.form)));
        input.form.submit();
      } catch {
        if (sorry) sorry.hidden = false;
      }
    });
  }
}
