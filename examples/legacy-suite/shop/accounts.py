"""Signing in and out, and what a reader tells us about themselves."""

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from shop.store import Store, current_reader, get_store, signed_in

router = APIRouter(tags=["accounts"])


@router.get("/login")
def login_page() -> PlainTextResponse:
    return PlainTextResponse("Please sign in.")


@router.post("/login")
def login(
    username: str = Form(...), password: str = Form(...), store: Store = Depends(get_store)
) -> RedirectResponse:
    if store.passwords.get(username) != password:
        raise HTTPException(403, "That is not the password.")
    response = RedirectResponse("/account", status_code=303)
    response.set_cookie("session", store.sign_in(username), httponly=True)
    return response


@router.delete("/session")
def logout(session_of: str = Depends(signed_in)) -> RedirectResponse:
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie("session")
    return response


@router.get("/account")
def account(reader: str | None = Depends(current_reader)) -> Response:
    if reader is None:
        return RedirectResponse("/login", status_code=302)
    return PlainTextResponse(f"Welcome back, {reader}.")


@router.post("/account/preferences")
async def save_preferences(
    request: Request, reader: str = Depends(signed_in), store: Store = Depends(get_store)
) -> dict[str, list[str]]:
    form = await request.form()
    saved = {name: [str(value) for value in form.getlist(name)] for name in form.keys()}
    store.preferences[reader] = saved
    return saved


@router.delete("/account")
async def close_account(
    request: Request, reader: str = Depends(signed_in), store: Store = Depends(get_store)
) -> dict[str, str]:
    store.farewells[reader] = (await request.body()).decode()
    return {"closed": reader, "farewell": store.farewells[reader]}
