export { createFreeSwitchTranslator, type FreeSwitchTranslator, type FreeSwitchTranslatorOptions } from './translate.ts'
