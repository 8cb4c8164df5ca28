/** One figure of a bench beside a bare reference taken in the same run; `ratio` is value ÷ reference value. */
export type BenchRow = {
  figure: string
  value: number
  unit: string
  reference: string
  referenceValue: number
  ratio: number
}
