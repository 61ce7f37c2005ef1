-- Made by the database itself. Numbers are spread by power laws, as people's are: few write much, few are liked much.
TRUNCATE users_user, notes_note, notes_topic RESTART IDENTITY CASCADE;
SELECT setseed(0.5);
INSERT INTO users_user (password, is_superuser, public_id, handle, email, name, kind, bio, avatar, language, time_zone,
    level, onboarding, followers_count, following_count, notes_count, received_count, is_active, is_staff, joined_at,
    seen_at, city_id)
SELECT '!', false, 'P' || translate(lpad(to_hex(g), 10, '0'), '01', 'gh'), 'reader_' || g,
    'reader' || g || '@example.org', 'Reader number ' || g, CASE WHEN g %% 50 = 0 THEN 'expert' ELSE 'member' END, '',
    CASE WHEN g %% 3 = 0 THEN '' ELSE 'a/' || g %% 97 || '/' || md5(g::text) END, '', 'Europe/London',
    1 + g %% 10, 'done', 40, 40, 10, 50, true, false, now() - (30 + g %% 400) * interval '1 day', now(),
    (SELECT ids[1 + g %% least(cardinality(ids), 20)] FROM (SELECT array_agg(id ORDER BY id) ids FROM common_city) c)
FROM generate_series(1, %(people)s) g;
INSERT INTO users_interest (created_at, category_id, person_id)
SELECT now(), ids[1 + (p.id * 5 + n * 3) %% cardinality(ids)], p.id
FROM users_user p, generate_series(1, 3) n,
    (SELECT array_agg(id ORDER BY id) ids FROM common_category WHERE parent_id IS NULL) c ON CONFLICT DO NOTHING;
INSERT INTO users_follow (created_at, follower_id, followed_id)
SELECT now(), follower, followed
FROM (SELECT p.id follower, 1 + floor(%(people)s * random() ^ 2)::int followed
      FROM users_user p, generate_series(1, 40)) f
WHERE follower <> followed ON CONFLICT DO NOTHING;
INSERT INTO notes_topic (slug, name, about, notes_count, is_hidden, created_at)
SELECT 'topic' || g, 'topic' || g, '', 10, false, now() FROM generate_series(1, 200) g;
INSERT INTO notes_note (public_id, origin, form, state, visibility, title, body, excerpt, language, cover, disclosure,
    is_ai_made, is_classifiable, quality, submission_key, like_count, collect_count, comment_count, share_count,
    refusal, created_at, published_at, author_id, category_id)
SELECT 'N' || translate(lpad(to_hex(g), 10, '0'), '01', 'gh'), 'ugc',
    CASE WHEN g %% 5 = 0 THEN 'text' ELSE 'pictures' END,
    'live', 'public', 'What I learned about bread, week ' || g,
    repeat('It took all night, and the second loaf was better than the first. #topic' || g %% 200 || E'\n\n', 6),
    'It took all night, and the second loaf was better than the first.', 'en',
    CASE WHEN g %% 5 = 0 THEN NULL ELSE jsonb_build_object('stem', 'p/' || g %% 97 || '/' || md5(g::text), 'width', 360,
        'height', 270 + g %% 210, 'colour', '#c0a080', 'alt', 'A loaf on a table',
        'placeholder', 'data:image/webp;base64,' || repeat('UklGRiIAAABXRUJQVlA4', 8)) END,
    CASE WHEN g %% 40 = 0 THEN 'paid' WHEN g %% 25 = 0 THEN 'gifted' ELSE '' END, g %% 60 = 0,
    true, 0.3 + random() * 0.7,
    gen_random_uuid(), floor(exp(7 * random() ^ 3))::int, g %% 9,
    CASE WHEN g <= %(talked)s THEN 20 ELSE g %% 5 END, g %% 4, '',
    at, at, 1 + floor(%(people)s * random() ^ 3)::int, ids[1 + floor(cardinality(ids) * random() ^ 2)::int]
FROM (SELECT g, now() - interval '90 days' * random() ^ 2 AS at FROM generate_series(1, %(notes)s) g) n,
    (SELECT array_agg(id ORDER BY id) ids FROM common_category) c;
INSERT INTO notes_notetopic (position, note_id, topic_id)
SELECT n, note.id, 1 + floor(200 * random() ^ 2)::int FROM notes_note note, generate_series(0, 1) n
ON CONFLICT DO NOTHING;
INSERT INTO notes_picture (public_id, position, state, refusal_code, refusal, file_name, incoming, stem, width, height,
    colour, placeholder, alt, removed, created_at, note_id, owner_id)
SELECT translate(public_id, 'N', 'Q'), 0, 'ready', '', '', 'loaf.jpg', '', cover ->> 'stem', 1440, 1440, '#c0a080',
    cover ->> 'placeholder', cover ->> 'alt', '[]', created_at, id, author_id FROM notes_note WHERE cover IS NOT NULL;
INSERT INTO notes_like (created_at, person_id, note_id)
SELECT now(), p.id, 1 + floor(%(notes)s * random() ^ 2)::int FROM users_user p, generate_series(1, 20)
ON CONFLICT DO NOTHING;
INSERT INTO notes_comment (public_id, body, created_at, reply_count, author_id, note_id)
SELECT 'C' || translate(lpad(to_hex(row_number() OVER ()), 10, '0'), '01', 'gh'), 'That is how my grandmother does it.',
    now(), (n.id <= %(talked)s)::int, 1 + floor(%(people)s * random())::int, n.id
FROM notes_note n, generate_series(1, 10) place WHERE place <= CASE WHEN n.id <= %(talked)s THEN 10 ELSE n.id %% 5 END;
INSERT INTO notes_comment (public_id, body, created_at, reply_count, author_id, note_id, parent_id)
SELECT translate(public_id, 'C', 'D'), 'Mine, too.', now(), 0, 1 + floor(%(people)s * random())::int, note_id, id
FROM notes_comment WHERE note_id <= %(talked)s;
UPDATE notes_topic t SET notes_count = (SELECT count(*) FROM notes_notetopic n WHERE n.topic_id = t.id);
