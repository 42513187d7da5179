import type { reviewContentMethods } from '../../contract/reviewContent.ts'
import type { HandlersOf } from '../context.ts'
import { readContent } from './content.ts'

export const reviewContentHandlers: HandlersOf<typeof reviewContentMethods> = {
  async 'reviews.content'(context, { of }) {
    return readContent(context, of)
  },
}
