-- proselint-t in Neovim (0.7 and newer): load it with `dofile` or put it in your `plugin` folder.
--   vim.g.proselint_t_command      the server (default { 'proselint-t', 'server' })
--   vim.g.proselint_t_fix_on_save  apply all safe fixes when a Markdown file is saved (default false)

local FIX_ALL = 'source.fixAll.proselint-t'
local TIMEOUT = 10000 -- milliseconds that saving may wait for the fixes

local clients = {} -- root folder → client

local function root_of(path)
  local folder = vim.fn.fnamemodify(path, ':h')
  for _, name in ipairs({ '.proselint-t.yaml', 'pyproject.toml', '.git' }) do
    local find = name == '.git' and vim.fn.finddir or vim.fn.findfile
    local found = find(name, folder .. ';')
    if found ~= '' then
      return vim.fn.fnamemodify(found, name == '.git' and ':p:h:h' or ':p:h')
    end
  end
  return folder
end

local function attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  local root = root_of(path ~= '' and path or vim.fn.getcwd() .. '/untitled.md')
  local client = clients[root]
  if client == nil or vim.lsp.get_client_by_id(client) == nil then
    client = vim.lsp.start_client({
      name = 'proselint-t',
      cmd = vim.g.proselint_t_command or { 'proselint-t', 'server' },
      root_dir = root,
      workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
    })
    clients[root] = client
  end
  if client ~= nil then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

local function fix_all(buffer)
  for _, client in pairs(vim.lsp.buf_get_clients(buffer)) do
    if client.name == 'proselint-t' then
      local start = { line = 0, character = 0 }
      local parameters = {
        textDocument = { uri = vim.uri_from_bufnr(buffer) },
        range = { start = start, ['end'] = start },
        context = { diagnostics = {}, only = { FIX_ALL } },
      }
      local answer = client.request_sync('textDocument/codeAction', parameters, TIMEOUT, buffer)
      for _, action in ipairs(answer and answer.result or {}) do
        vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
      end
    end
  end
end

local group = vim.api.nvim_create_augroup('proselint_t', { clear = true })
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = { 'markdown', 'yaml' },
  callback = function(event)
    attach(event.buf)
  end,
})
vim.api.nvim_create_autocmd('BufWritePre', {
  group = group,
  callback = function(event)
    if vim.g.proselint_t_fix_on_save and vim.bo[event.buf].filetype == 'markdown' then
      fix_all(event.buf)
    end
  end,
})
