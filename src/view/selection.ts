import type { Subject } from '../core/trace/step.ts';

/** A thing was chosen in one view, or let go of; every view follows. */
export class SubjectSelected extends Event {
  static readonly type = 'subject-selected';
  constructor(readonly subject: Subject | undefined) {
    super(SubjectSelected.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'subject-selected': SubjectSelected;
  }
}
