import { describe, expect, it } from 'vitest';

type Tree = { [key: string]: string | Tree };

/** a.b.c → text; the plural endings of English count as one key. */
function flat(tree: Tree, path = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'string') all.set(name.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of flat(value, name)) all.set(inner, text);
  }
  return all;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

const modules = import.meta.glob<Record<string, Tree>>('/src/**/{zh,en}.ts', { eager: true });
const sources = import.meta.glob<string>(['/src/**/*.{ts,tsx}', '!/src/**/*.test.*'], {
  eager: true,
  query: '?raw',
  import: 'default',
});
const folders = [...new Set(Object.keys(modules).map((file) => file.replace(/\/(zh|en)\.ts$/, '')))];
const words = (folder: string, language: 'zh' | 'en') => flat(modules[`${folder}/${language}.ts`]?.[language] ?? {});

describe('words', () => {
  it.each(folders)('of %s are complete in both languages', (folder) => {
    expect([...words(folder, 'en').keys()].sort()).toEqual([...words(folder, 'zh').keys()].sort());
  });

  it.each(folders)('of %s take the same values in both languages', (folder) => {
    const en = words(folder, 'en');
    for (const [key, text] of words(folder, 'zh')) {
      expect({ key, takes: placeholders(en.get(key) ?? '') }).toEqual({ key, takes: placeholders(text) });
    }
  });

  it('that the screens ask for are there', () => {
    const known = new Set(folders.flatMap((folder) => [...words(folder, 'zh').keys()]));
    const missing: string[] = [];
    for (const [file, source] of Object.entries(sources)) {
      for (const match of source.matchAll(/\bt\(\s*'([\w.-]+)'/g)) {
        if (!known.has(match[1] ?? '')) missing.push(`${file}: ${match[1]}`);
      }
    }
    expect(missing).toEqual([]);
  });
});
