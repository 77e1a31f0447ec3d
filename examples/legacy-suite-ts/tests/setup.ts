import { beforeEach } from 'vitest';
import { journal } from '../shop/journal.ts';

beforeEach(({ task }) => {
  journal.label = `${task.file.name} ${task.name}`;
});
