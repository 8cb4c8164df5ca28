import { configureGlobal, readConfigureGlobal } from 'fast-check'

// Else fast-check draws arrays and texts of ten at the most, whatever `maxLength` says: the histories that our properties are about are longer.
configureGlobal({ ...readConfigureGlobal(), defaultSizeToMaxWhenMaxSpecified: true })
