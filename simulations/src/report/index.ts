export { reportPage } from './report-page.ts'
export type { ReportInput } from './report-data.ts'
