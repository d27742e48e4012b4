// Builds the front-end: hashed, minified bundles with .br and .gz beside them, and manifest.json.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const shell = join(root, "src/gjenklang/apps/shell");
const source = join(shell, "assets");
const target = join(shell, "static/shell");

const bundles = [
  "css/client.css",
  "css/pictures.css",
  "css/staff.css",
  "js/client.js",
  "js/ease.js",
  "js/staff.js",
  "js/sw.js",
  "js/without.js",
];
const copies = ["favicon.svg"];

/** Drop Designsystemet's tokens that nothing reads, until none is left over. */
function dropUnusedTokens(css) {
  const declaration = /(--_?dsc?-[\w-]+):((?:"[^"]*"|[^;{}"])*)(;|(?=\}))/g;
  let before = css;
  for (;;) {
    const used = new Set([...before.matchAll(/var\((--_?dsc?-[\w-]+)/g)].map((match) => match[1]));
    const after = before
      .replace(declaration, (whole, name) => (used.has(name) ? whole : ""))
      .replace(/;\}/g, "}")
      .replace(/[^{};]+\{\}/g, "");
    if (after === before) return after;
    before = after;
  }
}

/** One file's bytes, bundled and minified. */
async function bundle(name) {
  const style = name.endsWith(".css");
  const result = await build({
    entryPoints: [join(source, name)],
    bundle: true,
    minify: true,
    write: false,
    charset: "utf8",
    // A worker beside the pages is no module in every browser yet.
    format: style ? undefined : name === "js/sw.js" ? "iife" : "esm",
    legalComments: "none",
    logLevel: "warning",
    target: ["chrome111", "firefox115", "safari16.4"],
    absWorkingDir: root,
  });
  const text = result.outputFiles[0].text.trim();
  return Buffer.from(style ? dropUnusedTokens(text) : text);
}

/** Write one file under a name that carries its hash, plain and compressed; answer that name. */
function keep(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const hashed = name.replace(/\.(\w+)$/, `.${hash}.$1`);
  const path = join(target, hashed);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(path, bytes);
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  if (process.argv.includes("--sizes")) console.log(`${name} ${bytes.length} bytes, br ${brotli.length}`);
  return hashed;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const manifest = {};
for (const name of bundles) {
  const short = name.split("/").pop();
  manifest[short] = keep(short, await bundle(name));
}
for (const name of copies) manifest[name] = keep(name, readFileSync(join(source, name)));
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
