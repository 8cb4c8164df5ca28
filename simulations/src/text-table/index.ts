export { fixed, percent, textTable, type TableColumn } from './text-table.ts'
