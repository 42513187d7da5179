import type { Feature } from '../client/feature.ts'
import { importFiles } from './chooseFiles.ts'
import { ImportPage } from './ImportPage.tsx'
import { nameTexts, rememberedTexts } from './rememberedTexts.ts'
import { RememberedMappings } from './RememberedMappings.tsx'
import { RememberedNames } from './RememberedNames.tsx'
import { importTexts as texts } from './texts.ts'

export const importsFeature: Feature = {
  name: 'imports',
  pages: [{ page: 'import', label: texts.page, Page: ImportPage }],
  settingsTabs: [
    { key: 'mappings', label: rememberedTexts.title, Tab: RememberedMappings },
    { key: 'names', label: nameTexts.title, Tab: RememberedNames, fillsRoom: true },
  ],
  onFiles: importFiles,
}
