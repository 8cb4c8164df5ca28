import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { createContactCenter } from '@queuecast/server/contact-center'
import { given, readFlags, runCommand, UsageError } from '../command-line/index.ts'
import { agreementText } from './agreement-text.ts'
import { captureCenter, measureAgreement } from './agreement.ts'
import { readCapture } from './capture.ts'

await runCommand(async () => {
  const flags = readFlags(process.argv.slice(2), { capture: { example: 'asterisk/capture1-basic', required: true } })
  const folder = given(flags.capture)
  if (!existsSync(folder)) throw new UsageError(`--capture ${folder}: there is no such folder`)
  const report = measureAgreement(readCapture(folder), createContactCenter(captureCenter))
  console.log(agreementText(basename(folder), report))
  if (report.disagreements.some(({ explanation }) => explanation.kind === 'unexplained')) throw new Error('some disagreements are not explained')
})
