// `npm test`: every check and every test, in order; the last line counts the tests from the runners' own reports.
// `npm run test:packaged` packages the application, runs the smoke test on it and counts it on top of the last `npm test`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const isPackaged = process.argv[2] === 'packaged'
const reports = path.join(root, 'node_modules/.cache/test-reports')
/** Names of the steps that failed; a failed test is counted by its report, any other failure counts as one. */
const failures = []
/** They are kept for the packaged run, whose last line counts on top of this one. */
const failuresFile = path.join(reports, 'failures.txt')

function step(name, command, parameters, environment = {}) {
  console.log(`\n== ${name}`)
  const started = Date.now()
  const { status, error } = spawnSync(command, parameters, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  })
  if (error) console.error(error.message)
  if (status !== 0) failures.push(name)
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`)
  return status === 0
}

/** Playwright in a window that nobody sees; with `isOffline` in a network namespace where nothing can be reached. */
function playwright(name, isOffline, filter, environment) {
  const run = ['xvfb-run', '-a', 'playwright', 'test', '--config', 'test/playwright.config.ts', ...filter]
  const report = { ...environment, TANDEM_REPORT: path.join(reports, `${name}.json`) }
  if (!isOffline) return step(name, run[0], run.slice(1), report)
  const offline = ['-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...run]
  return step(`${name}, without a network`, 'unshare', offline, { ...report, TANDEM_OFFLINE: '1' })
}

/** Vitest; a file whose process V8 aborted under it (test/vitest.config.ts says why) is run once more. */
function unitTests() {
  if (vitest('unit', [])) return
  const files = readReport('unit.json').testResults
  const cut = files.filter(isCut)
  if (cut.length === 0 || files.some((file) => file.status === 'failed' && !isCut(file))) return
  console.log(`\nThe process died under ${cut.map(({ name }) => path.relative(root, name)).join(', ')}`)
  if (
    vitest(
      'unit, once more',
      cut.map(({ name }) => name),
    )
  )
    failures.splice(failures.indexOf('unit'), 1)
}

function vitest(name, files) {
  const report = `--outputFile.json=${path.join(reports, `${name}.json`)}`
  return step(name, 'vitest', [
    'run',
    '--config',
    'test/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    report,
    ...files,
  ])
}

/** No test of the file failed, and some never ended. */
function isCut({ status, assertionResults }) {
  const has = (wanted) => assertionResults.some((test) => test.status === wanted)
  return status === 'failed' && has('pending') && !has('failed')
}

function runEverything() {
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  step('types', 'tsc', ['-b'])
  step('lint', 'oxlint', ['--type-aware', '--deny-warnings'])
  step('format', 'prettier', ['--check', '--log-level', 'warn', '.'])
  step('unused code', 'knip', ['--config', 'test/knip.json'])
  unitTests()
  if (!step('build', 'electron-vite', ['build', '--logLevel', 'warn'])) return
  const canBeOffline = spawnSync('unshare', ['-n', 'ip', 'link', 'set', 'lo', 'up']).status === 0
  // Where this user may not make a network namespace, the test of [S13] is skipped, and fails under .ci/run.
  playwright('window', canBeOffline, [], {})
}

function runPackaged() {
  mkdirSync(reports, { recursive: true })
  if (existsSync(failuresFile)) failures.push(...readFileSync(failuresFile, 'utf8').split('\n'))
  if (!step('build', 'electron-vite', ['build', '--logLevel', 'warn'])) return
  if (!step('package', 'electron-builder', ['--linux', 'dir', '--config', 'test/electron-builder.smoke.yml'])) return
  playwright('packaged', false, ['smoke'], { TANDEM_PACKAGED: path.join(root, 'dist-smoke/linux-unpacked/tandem') })
}

const readReport = (file) => JSON.parse(readFileSync(path.join(reports, file), 'utf8'))

/** Both runners' formats as one count. */
function count(report) {
  if ('testResults' in report) {
    const tests = report.testResults.filter((file) => !isCut(file)).flatMap((file) => file.assertionResults)
    const passed = tests.filter(({ status }) => status === 'passed').length
    const failed = tests.filter(({ status }) => status === 'failed').length
    return { passed, failed, skipped: tests.length - passed - failed }
  }
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

/** What failed or was skipped, once more at the end, where it is found in a long log: Vitest's report tells its messages, too. */
function listNotPassed(report) {
  for (const { name, assertionResults = [] } of report.testResults ?? [])
    for (const test of assertionResults.filter(({ status }) => status === 'failed'))
      console.log(`\n✘ ${path.relative(root, name)} › ${test.fullName}\n${test.failureMessages.join('\n')}`)
  const visit = ({ specs = [], suites = [] }) => {
    for (const { file, line, title, ok, tests } of specs) {
      if (!ok) console.log(`\n✘ test/e2e/${file}:${line} › ${title}`)
      for (const { status, annotations } of tests)
        if (status === 'skipped')
          console.log(`\n- skipped: ${title}: ${annotations.map(({ description }) => description).join(' ')}`)
    }
    suites.forEach(visit)
  }
  visit(report)
}

function summarise() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const file of readdirSync(reports).filter((name) => name.endsWith('.json'))) {
    const report = readReport(file)
    listNotPassed(report)
    const counts = count(report)
    if (counts.passed + counts.failed === 0) failures.push(`${file} ran no test`)
    for (const key of Object.keys(total)) total[key] += counts[key]
  }
  if (failures.length > 0) {
    console.log(`\nFailed: ${[...new Set(failures)].join('; ')}`)
    if (!isPackaged) writeFileSync(failuresFile, failures.join('\n'))
    total.failed = Math.max(total.failed, 1)
    process.exitCode = 1
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
}

if (isPackaged) runPackaged()
else runEverything()
summarise()
