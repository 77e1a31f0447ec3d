/** What a codemod of one's own would be: it renames the option, wherever it stands, and knows nothing of clients. */
module.exports = function rename(file, { jscodeshift: j }) {
  const root = j(file.source);
  const found = root.find(j.ObjectProperty, { key: { name: 'allowRedirects' } });
  found.forEach(({ node }) => {
    node.key = j.identifier('followRedirects');
  });
  return found.length > 0 ? root.toSource({ quote: 'single' }) : undefined;
};
