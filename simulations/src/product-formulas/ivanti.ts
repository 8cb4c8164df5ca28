import { meanOf, type ProductFormula } from './moment.ts'

/** Ivanti Voice: mean wait of the last ten answered, without those who hung up. (Its documentation.) */
export const ivanti: ProductFormula = ({ answered }) => meanOf(answered.slice(-10).map((one) => one.waitedSeconds))
