#!/usr/bin/env node
// `npm test`: provides what the tests need, then lint, types and build, then every test. Ends with "N passed, M failed".
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideTools } from './provide.mjs'

const ci = process.env.CI === 'true'
const root = new URL('../..', import.meta.url).pathname
const counts = { passed: 0, failed: 0, skipped: 0 }

const { missing, env } = provideTools()
for (const { tool, why, leavesOut } of missing) console.log(`left out: ${leavesOut} (${tool}: ${why})`)
if (ci && missing.length > 0) {
  console.log(`CI needs every tool; missing: ${missing.map(({ tool }) => tool).join(', ')}`)
  counts.failed += missing.length
}

for (const [name, command, args] of [
  ['lint', 'npx', ['oxlint', '--deny-warnings']],
  ['build', 'npm', ['run', '--silent', 'build']],
]) {
  const ended = spawnSync(command, args, { cwd: root, stdio: 'inherit', env })
  console.log(`${name}: ${ended.status === 0 ? 'ok' : 'failed'}`)
  counts[ended.status === 0 ? 'passed' : 'failed'] += 1
}

const folder = mkdtempSync(join(tmpdir(), 'queuecast-test-'))
const report = join(folder, 'report.json')
const ended = spawnSync('npx', [
  'vitest', 'run', '--config', 'tests/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2),
], { cwd: root, stdio: 'inherit', env })
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += numPassedTests
  counts.skipped += numPendingTests
  // A file that could not be loaded has no failed test of its own.
  counts.failed += numFailedTests > 0 ? numFailedTests : numFailedTestSuites
  if (!success && counts.failed === 0) counts.failed += 1
} catch (error) {
  console.log(`no test report: ${error.message}`)
  counts.failed += 1
}
if (ended.status !== 0 && counts.failed === 0) counts.failed += 1
rmSync(folder, { recursive: true, force: true })

console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`)
process.exit(counts.failed === 0 ? 0 : 1)
