-- Makes wrk's requests to bench/Web and its peers: a row chosen at random, and for /insert and /update a form as a browser sends it.
local page

function init()
   page = wrk.path
   wrk.headers["Sec-Fetch-Site"] = "same-origin"
end

function request()
   local id = math.random(1, 900)

   if page ~= "/insert" and page ~= "/update" then
      return wrk.format("GET", page .. "?id=" .. id)
   end

   local number = math.random(1, 1000)
   local form = "name=Item+" .. number .. "&place=Shelf+" .. number % 7 .. "&quantity=" .. number .. "&price=12.50"
   wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"

   return wrk.format("POST", page .. "?id=" .. id, nil, page == "/update" and form .. "&id=" .. id or form)
end
