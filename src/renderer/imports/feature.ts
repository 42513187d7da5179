import type { Feature } from '../client/feature.ts'
import { importFiles } from './chooseFiles.ts'
import { ImportPage } from './ImportPage.tsx'
import { importTexts as texts } from './texts.ts'

export const importsFeature: Feature = {
  name: 'imports',
  pages: [{ page: 'import', label: texts.page, Page: ImportPage }],
  onFiles: importFiles,
}
