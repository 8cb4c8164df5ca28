// Redis, Chromium, espeak-ng and k6 for the tests: found, or installed where this machine allows it (root on Debian, a Go toolchain).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** W3C's grammars, for what is rendered for voice browsers. */
const VOICEXML = '/usr/share/xml/w3c-sgml-lib/schema/dtd/REC-voicexml21-20070619/vxml.dtd'
const K6_VERSION = 'v1.8.1'

const runs = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const inPath = (name) => runs('sh', ['-c', `command -v ${name}`])
const mayInstall = () => process.getuid?.() === 0 && inPath('apt-get')

function apt(name) {
  console.log(`installing ${name} from Debian's packages`)
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  // Services must not be started: the tests run their own.
  const install = () => spawnSync('apt-get', ['install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', name], options).status === 0
  return install() || (spawnSync('apt-get', ['update'], options).status === 0 && install())
}

function goBin() {
  const asked = spawnSync('go', ['env', 'GOBIN', 'GOPATH'], { encoding: 'utf8' })
  if (asked.status !== 0) return undefined
  const [bin, path] = asked.stdout.split('\n')
  return bin || (path ? join(path, 'bin') : undefined)
}

function k6(env) {
  const bin = goBin()
  if (bin !== undefined && existsSync(join(bin, 'k6'))) {
    env.PATH = `${bin}:${env.PATH}`
    return undefined
  }
  if (inPath('k6')) return undefined
  if (bin === undefined) return 'no k6 and no Go toolchain to build it'
  console.log(`building k6 ${K6_VERSION} with Go`)
  const built = spawnSync('go', ['install', `go.k6.io/k6@${K6_VERSION}`], { stdio: 'inherit' }).status === 0
  if (!built) return 'go install failed'
  env.PATH = `${bin}:${env.PATH}`
  return undefined
}

// Debian's packages are in the system's own Python, which may not be the first in the path.
const hasPython = () => ['python3', '/usr/bin/python3'].some((python) => runs(python, ['-c', 'import socketio, websocket']))

function python() {
  if (hasPython() || (mayInstall() && apt('python3-socketio') && apt('python3-websocket') && hasPython())) return undefined
  return mayInstall() ? 'its installation failed' : 'not found; install Debian\'s python3-socketio and python3-websocket'
}

/**
 * Returns the environment for the tests and what is missing, each with the reason and what is left out for it.
 * Without CI=true a machine's owner is asked for nothing: only what root may install silently is installed.
 */
export function provideTools() {
  const env = { ...process.env }
  const missing = []
  const debian = (tool, name, leavesOut) => {
    if (inPath(tool) || (mayInstall() && apt(name) && inPath(tool))) return
    missing.push({ tool, leavesOut, why: mayInstall() ? 'its installation failed' : `not found; install Debian's ${name}` })
  }
  debian('redis-server', 'redis-server', 'the tests on a real Redis')
  debian('chromium', 'chromium', 'the tests in a real browser')
  debian('xmllint', 'libxml2-utils', 'VoiceXML by its grammar')
  if (!existsSync(VOICEXML) && !(mayInstall() && apt('w3c-sgml-lib') && existsSync(VOICEXML))) missing.push({ tool: 'w3c-sgml-lib', leavesOut: 'VoiceXML by its grammar', why: 'W3C\'s grammars were not found; install Debian\'s w3c-sgml-lib' })
  debian('espeak-ng', 'espeak-ng', 'announcements spoken by a real engine')
  const noPython = python()
  if (noPython !== undefined) missing.push({ tool: 'python3-socketio', leavesOut: 'the client in another language', why: noPython })
  const why = k6(env)
  if (why !== undefined) missing.push({ tool: 'k6', leavesOut: 'the load scripts', why })
  return { missing, env }
}
