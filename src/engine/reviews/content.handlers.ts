import { toFileName } from '../../contract/shell.ts'
import type { reviewContentMethods } from '../../contract/reviewContent.ts'
import type { HandlersOf } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { readContent } from './content.ts'
import { toPackModel } from './pack.rules.ts'
import { toPackHtml } from './packHtml.ts'
import { toPackSlides } from './packSlides.ts'

export const reviewContentHandlers: HandlersOf<typeof reviewContentMethods> = {
  async 'reviews.content'(context, { of }) {
    return unchanged(context.raw, () => readContent(context, of))
  },

  async 'reviews.pack'(context, { of, html, pptx, isOneOfMany }) {
    const { brand, fiscalYearStartMonth } = context.settings()
    const pack = toPackModel(
      await unchanged(context.raw, () => readContent(context, of, isOneOfMany)),
      fiscalYearStartMonth,
    )
    return {
      name: toFileName(pack.name),
      html: html ? toPackHtml(pack, brand) : null,
      pptx: pptx ? await toPackSlides(pack, brand) : null,
    }
  },
}
