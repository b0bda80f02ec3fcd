// Builds the vendored browser files, and the offline reader of ../reader from our own modules, into the folder named as
// the only argument. Run by bin/vendor.
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";

const out = process.argv[2];
const here = import.meta.dirname;
const entries = ["age.js", "words-en.js", "words-es.js"];

/** Packages whose files went into the bundles, by folder under node_modules. */
function packagesOf(metafile) {
  const folders = Object.keys(metafile.inputs)
    .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter(Boolean);
  return [...new Set(folders)].sort();
}

function licenceOf(name) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  const text = readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

mkdirSync(out, { recursive: true });
const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: entries,
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "eof",
  metafile: true,
});
writeFileSync(join(out, "LICENSES.txt"), packagesOf(metafile).map(licenceOf).join(`\n${"-".repeat(72)}\n\n`));
cpSync(join(here, "types"), out, { recursive: true });

const reader = join(here, "../reader");
const sealing = join(here, "../../chapterhouse/sealing/static/sealing");
const sha256 = (data, coding) => createHash("sha256").update(data).digest(coding);

/** What a policy names a script or style within a page by. */
const named = (text) => `sha256-${sha256(text, "base64")}`;

/** One page from disk: its script bundled with the age.js that was just built, and allowed by its hash alone. */
async function buildReader() {
  const { outputFiles, metafile: made } = await build({
    absWorkingDir: here,
    entryPoints: [join(reader, "reader.js"), join(reader, "reader.css")],
    outdir: out,
    write: false,
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "eof",
    metafile: true,
    plugins: [{ name: "the age.js of this build", setup: (it) =>
      it.onResolve({ filter: /\/vendor\/age\.js$/ }, () => ({ path: join(out, "age.js") })) }],
  });
  const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
  const [script, style] = [text(".js"), text(".css")];
  const values = { script, style, "script-hash": named(script), "style-hash": named(style) };
  const page = readFileSync(join(reader, "read.html"), "utf8");
  writeFileSync(join(out, "read.html"), page.replace(/\{([a-z-]+)\}/g, (_, name) => values[name]));
  const ours = Object.keys(made.inputs).map((path) => join(here, path)).filter((path) => !path.startsWith(out));
  return [...ours, join(reader, "read.html")].sort();
}

/** One line of sha256sum's. */
const line = (path, name) => `${sha256(readFileSync(path), "hex")}  ${name}\n`;
const home = "../../../../../"; // from where the built files are kept, to the top
const top = join(here, "../..");
const sources = await buildReader();
writeFileSync(join(out, "SOURCES"), sources.map((path) => line(path, home + relative(top, path))).join(""));
writeFileSync(join(out, "HASHES"), [...entries, "read.html", "LICENSES.txt"].map((name) => line(join(out, name), name)).join(""));
