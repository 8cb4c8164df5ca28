#!node
// Speaks like espeak for the tests: reads words, writes a WAV with the wrong length of a pipe, a sample a character. Words tell it
// to fail, to hang, or to chatter without end. Each run adds a line to the file that its name is followed by, where there is one.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const notes = `${fileURLToPath(import.meta.url)}.notes`
const words = readFileSync(0, 'utf8')
if (existsSync(notes)) appendFileSync(notes, `${JSON.stringify({ arguments: process.argv.slice(2), words, environment: Object.keys(process.env) })}\n`)
if (words.includes('FAIL')) { console.error('no such voice'); process.exit(3) }
if (words.includes('NONSENSE')) { process.stdout.write('this is no sound'); process.exit(0) }
if (words.includes('HANG')) setInterval(() => {}, 1000)
else {
  const seconds = words.includes('CHATTER') ? 10_000 : 1
  const header = Buffer.from('RIFF\x24\xF0\xFF\x7FWAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xAC\0\0\x02\0\x10\0data\0\xF0\xFF\x7F', 'latin1')
  process.stdout.write(header)
  const second = Buffer.alloc(22_050 * 2)
  for (let n = 0; n < 22_050; n += 1) second.writeInt16LE(Math.round(8000 * Math.sin((2 * Math.PI * 400 * n) / 22_050)), n * 2)
  process.stdout.on('error', () => process.exit(0))
  const write = (left) => { if (left > 0) process.stdout.write(second, () => write(left - 1)) }
  write(seconds)
}
