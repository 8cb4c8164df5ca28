export { createGenesysTranslator, type GenesysTranslator } from './translate.ts'
