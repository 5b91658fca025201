"""The public service: server-rendered pages and the API, over the same register and index.

Comes in: HTTP requests. Goes out: pages in Chinese and English, and their JSON twins.
The door is `app.create_app`.
"""
