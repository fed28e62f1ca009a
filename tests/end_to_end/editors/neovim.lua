-- What the test of Neovim does in the editor; what it sees goes to the file `PROSELINT_T_SEEN`.

local function wait_for(wanted)
  return vim.wait(20000, function()
    return wanted(vim.diagnostic.get(0))
  end, 50)
end

local seen = {}
wait_for(function(found)
  return #found > 0
end)
for _, one in ipairs(vim.diagnostic.get(0)) do
  table.insert(seen, string.format('%d:%d %s', one.lnum + 1, one.col + 1, one.message))
end
table.sort(seen)
vim.cmd('write')
wait_for(function(found)
  return #found == 0
end)
table.insert(seen, string.format('after: %d', #vim.diagnostic.get(0)))
local file = assert(io.open(os.getenv('PROSELINT_T_SEEN'), 'w'))
file:write(table.concat(seen, '\n'))
file:close()
vim.cmd('quitall!')
