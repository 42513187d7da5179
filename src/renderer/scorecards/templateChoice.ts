import { create } from 'zustand'
import { z } from 'zod'
import type { ScorecardTemplate } from '../../contract/scorecards.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { recall, remember } from '../client/remember.ts'

/** The template the user last looked at; null before the first. */
export const useTemplateChoice = create<{ templateId: number | null }>(() => ({
  templateId: recall('scorecards.template', z.int().nullable(), null),
}))
useTemplateChoice.subscribe(({ templateId }) => remember('scorecards.template', templateId))

interface Templates {
  query: ReturnType<typeof useEngineQuery<'scorecards.templates'>>
  /** Those in use. */
  templates: readonly ScorecardTemplate[]
  /** The last one looked at, else the first. */
  template: ScorecardTemplate | undefined
}

/** The templates that can score partners, and which of them is shown. */
export function useTemplates(): Templates {
  const query = useEngineQuery('scorecards.templates', {})
  const chosen = useTemplateChoice(({ templateId }) => templateId)
  const templates = query.data?.templates.filter(({ isArchived }) => !isArchived) ?? []
  return { query, templates, template: templates.find(({ id }) => id === chosen) ?? templates[0] }
}
