/** Linear regression that learns label by label, in the stable form: scaled features, P kept symmetric. */
export class RecursiveLeastSquares {
  readonly weights: number[]
  readonly #covariance: number[][]
  readonly #forgetting: number

  constructor(startWeights: readonly number[], options: { variance?: number; forgetting?: number } = {}) {
    this.weights = [...startWeights]
    this.#forgetting = options.forgetting ?? 1
    this.#covariance = startWeights.map((_, i) => startWeights.map((_, j) => (i === j ? options.variance ?? 0.1 : 0)))
  }

  predict(features: readonly number[]): number { return dot(this.weights, features) }

  learn(features: readonly number[], label: number): void {
    const p = this.#covariance
    const projected = p.map((row) => dot(row, features))
    const scale = this.#forgetting + dot(projected, features)
    const error = label - this.predict(features)
    for (const [i, at] of projected.entries()) this.weights[i] = (this.weights[i] ?? 0) + (at / scale) * error
    for (const [i, row] of p.entries()) {
      for (let j = 0; j <= i; j++) {
        const value = ((row[j] ?? 0) - ((projected[i] ?? 0) * (projected[j] ?? 0)) / scale) / this.#forgetting
        row[j] = value
        const mirror = p[j]
        if (mirror !== undefined) mirror[i] = value
      }
    }
  }
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
