/**
 * Makes docs/images/summary.png: the job summary of a scenario of the demo, as GitHub shows it. Needs a
 * browser that is made of Chromium: the one that the variable CHROME names, or one on the PATH. Exit
 * code: 0 when the picture is written, 2 without a browser.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { marked } from 'marked';
import { withScenario } from './demo/run-scenario.ts';
import { SCENARIOS } from './demo/scenarios.ts';

const SCENARIO = 'partial';
const PICTURE = fileURLToPath(new URL('../docs/images/summary.png', import.meta.url));
const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
];
/** In CSS pixels; the height follows from the page. */
const WIDTH = 1_100;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** The codes of the summary are links only where the runner names the version of the action. */
const VERSION = {
  GITHUB_ACTION_REPOSITORY: 'OWNER/reset-ecs-passwords',
  GITHUB_ACTION_REF: 'v1',
};

process.exitCode = await main();

async function main(): Promise<number> {
  const browser = findBrowser();
  if (browser === undefined) {
    console.error(`No browser was found. Install one of ${BROWSERS.join(', ')}, or set CHROME.`);
    return 2;
  }
  const scenario = SCENARIOS.get(SCENARIO);
  if (scenario === undefined) throw new Error(`there is no scenario ${SCENARIO}`);
  const summary = await withScenario(scenario, VERSION, ({ run }) => run.summary);
  const folder = await mkdtemp(join(tmpdir(), 'summary-picture-'));
  try {
    const page = join(folder, 'summary.html');
    writeFileSync(page, await pageOf(summary));
    takePicture(browser, pathToFileURL(page), folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  console.log(`${PICTURE}: ${statSync(PICTURE).size} bytes`);
  return 0;
}

function findBrowser(): string | undefined {
  const { CHROME = '', PATH = '' } = process.env;
  if (CHROME !== '') return CHROME;
  return PATH.split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => BROWSERS.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The page writes its height into its title, where the browser can print it. */
async function pageOf(summary: string): Promise<string> {
  const style = fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown-light.css'));
  const body = await marked.parse(summary, { gfm: true });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>
${readFileSync(style, 'utf8')}
body { margin: 0; }
.markdown-body { box-sizing: border-box; padding: 24px; width: ${WIDTH}px; }
</style>
<article class="markdown-body">${body}</article>
<script>document.title = document.querySelector('article').getBoundingClientRect().height;</script>
`;
}

function takePicture(browser: string, page: URL, folder: string): void {
  const options = [
    '--headless',
    '--disable-gpu',
    '--hide-scrollbars',
    '--force-device-scale-factor=1',
    `--user-data-dir=${join(folder, 'profile')}`,
    // The sandbox does not work for root, for example in a container. The page is our own.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const run = (...further: readonly string[]): string =>
    execFileSync(browser, [...options, ...further, page.href], {
      encoding: 'utf8',
      maxBuffer: MAX_OUTPUT_BYTES,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const dom = run(`--window-size=${WIDTH},800`, '--dump-dom');
  const [, height = ''] = /<title>([\d.]+)<\/title>/.exec(dom) ?? [];
  if (height === '') throw new Error('the browser did not render the page');
  mkdirSync(join(PICTURE, '..'), { recursive: true });
  run(`--window-size=${WIDTH},${Math.ceil(Number(height))}`, `--screenshot=${PICTURE}`);
}
