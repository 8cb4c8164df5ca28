import type { Said, Score, Speaker } from './demo-frame.ts'

/** The newest callers only, so that a moved slider is seen soon. */
const KEEP = 100

export interface ScoreBook {
  said(contact: string, said: Said): void
  answered(contact: string, waitedSeconds: number): void
  /** Who hung up shows nobody right or wrong. */
  gone(contact: string): void
  scoreOf(speaker: Speaker): Score
}

/** Compares what was said on joining with what then happened. */
export function createScoreBook(): ScoreBook {
  const open = new Map<string, Said>()
  let settled: { said: Said; waitedSeconds: number }[] = []
  return {
    said: (contact, said) => void open.set(contact, said),
    answered(contact, waitedSeconds) {
      const said = open.get(contact)
      open.delete(contact)
      if (said !== undefined) settled = [...settled.slice(1 - KEEP), { said, waitedSeconds }]
    },
    gone: (contact) => void open.delete(contact),
    scoreOf(speaker) {
      const told = settled.flatMap(({ said, waitedSeconds }) => (said[speaker] === undefined ? [] : [{ saidSeconds: said[speaker], waitedSeconds }]))
      if (told.length === 0) return { told: 0 }
      const mean = (read: (one: { saidSeconds: number; waitedSeconds: number }) => number): number => told.reduce((sum, one) => sum + read(one), 0) / told.length
      return { told: told.length, longerShare: mean((one) => (one.waitedSeconds > one.saidSeconds ? 1 : 0)), saidSeconds: mean((one) => one.saidSeconds), waitedSeconds: mean((one) => one.waitedSeconds) }
    },
  }
}
