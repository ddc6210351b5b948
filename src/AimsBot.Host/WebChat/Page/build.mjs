// Bundles the page into the folder that is given: page.js and page.css.
import { build } from "esbuild";

await build({
  entryPoints: { page: "src/page.ts" },
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  target: "es2022",
  logLevel: "warning",
  // Carousels alone need swiper, and no card of ours is one.
  alias: { swiper: "./src/no-carousel.ts", "swiper/modules": "./src/no-carousel.ts" },
});
