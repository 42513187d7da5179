import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { NewTemplateDialog } from './NewTemplateDialog.tsx'
import { scorecardTexts as texts } from './texts.ts'

/** Where a card would be while there is nothing to score by. */
export function NoTemplate() {
  const [isCreating, setCreating] = useState(false)
  return (
    <>
      <EmptyState
        title={texts.noTemplate}
        actions={
          <Button changes look="main" icon={Plus} onClick={() => setCreating(true)}>
            {texts.newTemplate}
          </Button>
        }
      >
        {texts.noTemplateMore}
      </EmptyState>
      {isCreating && <NewTemplateDialog onClose={() => setCreating(false)} />}
    </>
  )
}
