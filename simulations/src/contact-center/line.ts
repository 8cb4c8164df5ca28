import type { Contact } from './state.ts'

/** The contract's order of a line: larger priority, then earlier since, then the contact that came first. */
export function comesBefore(a: Contact, b: Contact): boolean {
  const priority = (b.type.priority ?? 0) - (a.type.priority ?? 0)
  return priority < 0 || (priority === 0 && (a.sinceSeconds < b.sinceSeconds || (a.sinceSeconds === b.sinceSeconds && a.number < b.number)))
}

/** Puts a contact into its type's line. Nearly all go to the end. */
export function joinLine(contact: Contact): void {
  const { line } = contact.type
  let i = line.length
  while (i > 0) {
    const other = line[i - 1]
    if (other === undefined || comesBefore(other, contact)) break
    i -= 1
  }
  if (i === line.length) line.push(contact)
  else line.splice(i, 0, contact)
}

/** Takes the head of a line away. */
export const leaveHead = (contact: Contact): void => void contact.type.line.shift()
