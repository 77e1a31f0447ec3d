const PAGES = 'https://github.com/bump-testclient/bump-testclient/blob/main/docs/rules';

/** The page that explains a rule. */
export const rulePage = (rule: string): string => `${PAGES}/${rule}.md`;
