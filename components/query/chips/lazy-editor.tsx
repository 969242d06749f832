'use client'

import dynamic from 'next/dynamic'
import type { ConditionEditorProps } from '#components/query/chips/condition-editor.tsx'
import { SkeletonLines } from '#components/ui/skeleton.tsx'

/** What an editor knows of the bar around it. */
export type EditorSurroundings = Pick<ConditionEditorProps, 'question' | 'known' | 'takesContent'>

/** Loaded when the first editor is opened: the first rows do not wait for it. */
export const LazyConditionEditor = dynamic<ConditionEditorProps>(
  () => import('#components/query/chips/condition-editor.tsx').then((loaded) => loaded.ConditionEditor),
  {
    ssr: false,
    loading: () => <SkeletonLines lines={3} className="w-[min(40rem,calc(100vw-32px))] p-3" />,
  },
)
