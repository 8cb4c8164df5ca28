export { announcements, type Announcement, type AnnounceOptions } from './announce.ts'
export { meanOf, type Moment, type ProductFormula } from './moment.ts'
export { PRODUCTS } from './products.ts'
