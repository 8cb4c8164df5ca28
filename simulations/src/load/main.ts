import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * `npm run load -- NAME --url URL --center ID --feed-key KEY --token-key KEY [--seconds N] [--users N]`:
 * one k6 script of `simulations/load` against a running server. k6's own exit code is passed on.
 */
const scripts = fileURLToPath(new URL('../../load', import.meta.url))
const names = readdirSync(scripts).filter((name) => name.endsWith('.js')).map((name) => name.slice(0, -3))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' }, center: { type: 'string', default: 'example' }, 'feed-key': { type: 'string', default: '' },
    'token-key': { type: 'string', default: '' }, seconds: { type: 'string', default: '20' }, users: { type: 'string', default: '20' },
  },
})
const name = positionals[0] ?? ''
const script = join(scripts, `${name}.js`)
if (!names.includes(name) || !existsSync(script)) {
  console.error(`npm run load -- NAME: NAME must be one of ${names.join(', ')}${name === '' ? '' : `, not "${name}"`}`)
  process.exit(2)
}
const k6 = spawn('k6', ['run', '--quiet', script], {
  stdio: 'inherit',
  env: {
    ...process.env, K6_NO_USAGE_REPORT: 'true',
    BASE_URL: values.url, CENTER: values.center, FEED_KEY: values['feed-key'], TOKEN_KEY: values['token-key'], SECONDS: values.seconds, USERS: values.users,
  },
})
k6.on('error', (error) => {
  console.error(`k6 could not be started (${error.message}); install it with Go: go install go.k6.io/k6@v1.8.1`)
  process.exit(2)
})
k6.on('exit', (code) => process.exit(code ?? 1))
