'use client'

import type { ConditionEditorProps } from '#components/query/chips/condition-editor.tsx'
import { lazily } from '#components/ui/lazily.tsx'

/** What an editor knows of the bar around it. */
export type EditorSurroundings = Pick<ConditionEditorProps, 'question' | 'known' | 'takesContent'>

export const LazyConditionEditor = lazily('ConditionEditor', () => import('#components/query/later.ts'))
