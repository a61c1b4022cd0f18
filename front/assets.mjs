// Copies the parts of the npm packages that pages use to app/static/vendor/ (git-ignored).
// Run by `npm run assets` at set-up; the source maps, TTF and WOFF files stay behind.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const vendor = join(root, "app/static/vendor");
const uswds = join(root, "node_modules/@uswds/uswds/dist");

async function copy(from, to) {
  await mkdir(dirname(join(vendor, to)), { recursive: true });
  await cp(from, join(vendor, to));
}

await rm(vendor, { recursive: true, force: true });
const css = await readFile(join(uswds, "css/uswds.min.css"), "utf8");
const used = [...css.matchAll(/url\("?\.\.\/([^")?#]+)/g)].map((match) => match[1]);
const needed = new Set(used.filter((path) => !/\.(ttf|woff)$/.test(path) && !path.endsWith("hero.jpg")));
for (const path of needed) await copy(join(uswds, path), join("uswds", path));
await copy(join(uswds, "img/sprite.svg"), "uswds/img/sprite.svg");
await mkdir(join(vendor, "uswds/css"), { recursive: true });
await writeFile(join(vendor, "uswds/css/uswds.min.css"), css.replace(/\/\*# sourceMappingURL=.*?\*\//, ""));
await copy(join(root, "node_modules/htmx.org/dist/htmx.min.js"), "htmx/htmx.min.js");
