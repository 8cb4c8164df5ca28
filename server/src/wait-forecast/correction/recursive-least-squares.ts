/**
 * Recursive least squares without forgetting (Plackett 1950). Features must be scaled to about 1; P starts at `priorVariance`
 * times the identity and is kept symmetric, without which it blows up after some ten thousand rows. Plain data.
 */
export interface LeastSquares { weights: number[]; covariance: number[] }

export function newLeastSquares(weights: readonly number[], priorVariance: number): LeastSquares {
  const size = weights.length
  return { weights: [...weights], covariance: Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? priorVariance : 0)) }
}

export function predict({ weights }: LeastSquares, features: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < weights.length; i += 1) sum += (weights[i] ?? 0) * (features[i] ?? 0)
  return sum
}

/** Moves the weights by one outcome. Rows that are not finite teach nothing. */
export function learnRow(state: LeastSquares, features: readonly number[], outcome: number): void {
  const { weights, covariance } = state
  const size = weights.length
  const error = outcome - predict(state, features)
  if (!Number.isFinite(error)) return
  const gain = Array.from({ length: size }, () => 0)
  let scale = 1
  for (let row = 0; row < size; row += 1) {
    let sum = 0
    for (let column = 0; column < size; column += 1) sum += (covariance[row * size + column] ?? 0) * (features[column] ?? 0)
    gain[row] = sum
    scale += sum * (features[row] ?? 0)
  }
  for (let row = 0; row < size; row += 1) {
    weights[row] = (weights[row] ?? 0) + ((gain[row] ?? 0) / scale) * error
    for (let column = 0; column <= row; column += 1) {
      const value = (covariance[row * size + column] ?? 0) - ((gain[row] ?? 0) * (gain[column] ?? 0)) / scale
      covariance[row * size + column] = value
      covariance[column * size + row] = value
    }
  }
}
