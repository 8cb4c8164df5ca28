export { asteriskEvents, type AmiCounts } from './asterisk-ami.ts'
export { bankEvents, type BankCounts } from './bank-tsv.ts'
export { parseEventLines, readEvents, writeEvents } from './event-lines.ts'
export { importCommand } from './import-command.ts'
