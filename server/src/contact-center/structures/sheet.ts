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

/** Whether something changed since somebody saw it, and its text for whoever has yet to read it as it was. */
export class Sheet {
  #version: object | undefined
  #lent: { write: () => string; text?: string } | undefined

  get version(): object {
    return (this.#version ??= {})
  }

  /** Before anything of it changes. */
  changes(): void {
    this.#version = undefined
    this.#settle()
  }

  /** Before what is on it runs out: restoring leaves that out by itself, so the text that others hold stays good. */
  shrinks(): void {
    this.#settle()
  }

  lend(write: () => string): () => string {
    const lent = (this.#lent ??= { write })
    return () => {
      if (lent.text === undefined) this.#settle()
      return lent.text ?? ''
    }
  }

  /** From here on the text is with its borrowers alone. */
  #settle(): void {
    if (this.#lent !== undefined) this.#lent.text = this.#lent.write()
    this.#lent = undefined
  }
}
