/**
 * A part of a center's state as text that a snapshot holds beside the rest, since it is large and mostly stays as it was.
 * Where two snapshots give the same `version` (by identity), the text is the same to whoever restores it.
 */
export interface StateSheet {
  name: string
  version: object
  /** Gives the text as it is now, whenever the returned function is called. */
  lend(): () => string
}

/** Whether a sheet changed since somebody saw it, and the text for whoever has yet to read it as it was. */
export class Sheet {
  /** Contacts on it. */
  size = 0
  #version: object | undefined
  #lent: { text?: string } | undefined
  readonly #write: () => string

  constructor(write: () => string) {
    this.#write = write
  }

  get version(): object {
    return (this.#version ??= {})
  }

  /** Before something is put on it or taken from it. */
  changes(): void {
    this.#version = undefined
    this.#settle()
  }

  /** Before what is on it runs out: restoring leaves that out by itself, so the text that others hold stays good. */
  shrinks(): void {
    this.#settle()
  }

  lend(): () => string {
    const lent = (this.#lent ??= {})
    return () => {
      if (lent.text === undefined) this.#settle()
      return lent.text ?? ''
    }
  }

  /** From here on the text is with its borrowers alone. */
  #settle(): void {
    if (this.#lent !== undefined) this.#lent.text = this.#write()
    this.#lent = undefined
  }
}
